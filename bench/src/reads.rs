//! What everybody asks for: the country's availability from the open API, over connections that are
//! kept, beside a bare axum handler that returns the same bytes.

use crate::{
    Fault, Options,
    door::{Door, visit},
    process::{ANY_PORT, AT_REST, Service},
    report::{Bar, median, per_second},
    world::World,
};
use axum::{Router, body::Bytes, http::header::CONTENT_TYPE, routing::get};
use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    process::Stdio,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    net::TcpListener,
    process::{Child, Command},
    task::JoinSet,
};

/// What is read.
const PATH: &str = "/api/v1/availability";
/// Connections that ask, each as soon as it is answered.
const READERS: usize = 64;

/// Measures all pairs.
#[expect(clippy::print_stdout, reason = "the figures are the output")]
pub(crate) async fn run(options: &Options, world: &World) -> Result<Vec<Bar>, Fault> {
    let service = Service::start(options, world, ANY_PORT).await?;
    let time = Duration::from_secs(options.seconds);
    let mut door = Door::open(service.address).await?;
    tokio::time::sleep(AT_REST).await;
    if door.ask(&visit(service.address, PATH, None)).await? != 200 {
        return Err("availability does not answer".into());
    }
    let file = std::env::temp_dir().join(format!("alimi-bench-{}.json", std::process::id()));
    tokio::fs::write(&file, door.body()).await?;
    let (_bare, address) = start_bare(&file).await?;
    let mut pairs = Vec::new();
    for _ in 0..options.pairs {
        let reference = read(address, "/", time).await?;
        let ours = read(service.address, PATH, time).await?;
        println!("reads pair: bare handler {reference:.0}/s, ours {ours:.0}/s");
        pairs.push((ours / reference, ours, reference));
    }
    tokio::fs::remove_file(&file).await?;
    service.stop().await?;
    let (ratio, ours, reference) = median(pairs, |pair| pair.0).ok_or("no pairs")?;
    Ok(vec![
        Bar::at_least("availability_ratio", ratio, "x bare handler", 0.5, Some(reference)),
        Bar::figure("availability_per_second", ours, "reads/s", Some(reference)),
    ])
}

/// Reads a second.
async fn read(address: SocketAddr, path: &'static str, time: Duration) -> Result<f64, Fault> {
    let start = Instant::now();
    let mut readers = JoinSet::new();
    for _ in 0..READERS {
        readers.spawn(async move {
            let mut door = Door::open(address).await?;
            let request = visit(address, path, None);
            let mut read = 0;
            while start.elapsed() < time {
                if door.ask(&request).await? != 200 {
                    return Err("a reader was refused".into());
                }
                read += 1;
            }
            Ok::<i64, Fault>(read)
        });
    }
    let mut all = 0;
    while let Some(reader) = readers.join_next().await {
        all += reader??;
    }
    Ok(per_second(all, start.elapsed()))
}

/// A process of its own, as the service is one.
async fn start_bare(file: &std::path::Path) -> Result<(Child, SocketAddr), Fault> {
    let mut child = Command::new(std::env::current_exe()?)
        .arg("bare")
        .arg(file)
        .env("BENCH_DATABASE_URL", "none is needed")
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let mut lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
    let address = lines.next_line().await?.ok_or("the bare handler did not start")?.parse()?;
    Ok((child, address))
}

/// Serves the bytes of a file until the process ends.
#[expect(clippy::print_stdout, reason = "who started it reads where it listens")]
pub(crate) fn serve_bare(file: &PathBuf) -> Result<(), Fault> {
    let bytes = Bytes::from(std::fs::read(file)?);
    let answer = move || {
        let bytes = bytes.clone();
        async move { ([(CONTENT_TYPE, "application/json")], bytes) }
    };
    // As many threads as the service has.
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        println!("{}", listener.local_addr()?);
        axum::serve(listener, Router::new().route("/", get(answer))).await?;
        Ok(())
    })
}
