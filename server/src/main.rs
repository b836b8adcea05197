//! The process: `alimi serve | work | migrate | seed | import | audit`.

mod api;
mod bus;
mod channel;
mod config;
mod http;
mod live;
mod metrics;
mod password;
mod seed;
mod serve;
mod work;

use clap::Parser;
use config::{Cli, Command, Import, Store};
use std::{path::Path, process::ExitCode};
use store::Db;
use tokio::sync::watch;

/// What ends the process early; its text is for the terminal.
type Failure = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run(Cli::parse().command).await {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("alimi: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Serve(serve) => serve::run(serve).await?,
        Command::Migrate(store) => connect(&store).await?.migrate().await?,
        Command::Seed(store) => seed::run(&connect(&store).await?).await?,
        Command::Work(work) => {
            let post = work::Post::open(&work.messages)?;
            let stop = watch::Sender::new(false);
            let told = stop.clone();
            tokio::spawn(async move {
                http::listen::asked_to_stop().await;
                told.send_replace(true);
            });
            work::run(connect(&work.store).await?, post, false, stop.subscribe()).await;
        }
        Command::Import(Import::Hospitals { file, store }) => return import(&store, &file).await,
        Command::Audit(store) => return audit(&store).await,
    }
    Ok(ExitCode::SUCCESS)
}

/// Loads a file of hospitals, or names every bad cell of it.
#[expect(clippy::print_stdout, clippy::print_stderr, reason = "this is a command's output")]
async fn import(store: &Store, file: &Path) -> Result<ExitCode, Failure> {
    let bytes = std::fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    match store::import::hospitals(&connect(store).await?, &bytes).await? {
        Ok(done) => {
            println!("{} added, {} updated, {} unchanged", done.added, done.updated, done.unchanged);
            Ok(ExitCode::SUCCESS)
        }
        Err(bad) => {
            for cell in &bad {
                eprintln!("{}: {cell}", file.display());
            }
            eprintln!("{} cells are wrong; nothing was loaded", bad.len());
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Prints each counter that differs from what it counts.
#[expect(clippy::print_stdout, reason = "this is a command's output")]
async fn audit(store: &Store) -> Result<ExitCode, Failure> {
    let differences = store::audit::run(&connect(store).await?).await?;
    for difference in &differences {
        println!("{difference}");
    }
    if differences.is_empty() {
        println!("no difference");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}

/// Opens the store.
async fn connect(store: &Store) -> Result<Db, Failure> {
    Ok(Db::connect(&store.database_url, store.keyring()?, store.connections).await?)
}
