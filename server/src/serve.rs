//! `alimi serve`: HTTP, live updates and, unless told otherwise, the workers.

use crate::{
    Failure, availability,
    bus::Bus,
    config::Serve,
    connect_as,
    http::{self, Drain, Hook, Site, asset, listen, tls::Tls},
    live::Hub,
    metrics, oidc,
    surge::Door,
    work,
};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use store::availability::Board;
use tokio::{net::TcpListener, sync::watch};

/// Batches of bookings under way at once; more would fight over the same rows.
const LANES: usize = 2;

/// Runs until asked to stop.
pub(crate) async fn run(serve: Serve, metrics_listen: Option<SocketAddr>) -> Result<(), Failure> {
    let mut web = serve.web;
    web.check()?;
    let tls = web.tls().map(Tls::open).transpose()?;
    let post = work::Post::open(&serve.messages)?;
    let hook = Hook::new(&serve.messages);
    let push_hosts = serve.messages.push_hosts();
    let assets = asset::load(&web.site)
        .map_err(|error| format!("no site in {}: {error}; scripts/site builds it", web.site.display()))?;
    let bus = Bus::open(serve.store.bus.address()?.as_ref()).await?;
    let db = connect_as("alimi-serve", &serve.store).await?;
    if db.could_change_audit_log().await? {
        tracing::info!("this process owns the audit log: only a trigger keeps it from being changed");
    }
    let listener = TcpListener::bind(web.listen).await.map_err(|error| {
        format!("cannot listen on {}: {error}; ALIMI_LISTEN names another address", web.listen)
    })?;
    let address = listener.local_addr()?;
    // A port of zero is chosen by the system; origins follow the real one.
    web.listen = address;

    tokio::spawn({
        let db = db.clone();
        async move { store::standby::follow(&db).await }
    });
    let board = Board::default();
    let hub =
        Hub::new(db.clone(), board.clone(), Door::new(), web.sockets_per_account, web.sockets_per_address);
    hub.start();
    tokio::spawn(bus.clone().listen(Arc::clone(&hub)));
    tokio::spawn(availability::keep(board.clone(), db.clone(), Arc::clone(&hub)));
    let stop = watch::Sender::new(false);
    let drain = Drain::new(Duration::from_secs(web.drain));
    db.open_booking_desk(LANES);
    tokio::spawn(work::ring(db.clone(), bus.clone(), stop.subscribe()));
    tokio::spawn(bus.clone().carry(db.clone(), stop.subscribe()));
    let sends = post.names();
    let working =
        serve.workers.then(|| tokio::spawn(work::run(db.clone(), bus, post, web.dev, stop.subscribe())));
    let slow = Duration::from_millis(web.slow_ms);
    let providers = oidc::open(&serve.oidc, &web.own_origin())?;
    let site =
        Site::new(db, assets, hub, board, web, hook, push_hosts, providers, stop.clone(), drain.clone());
    if let Some(address) = metrics_listen {
        metrics::open(address, site.db.clone(), Some(site.clone())).await?;
    }
    tokio::spawn(site.door.clone().keep(site.db.clone(), slow, stop.subscribe()));
    let router = http::router(site)?;

    let told = stop.clone();
    tokio::spawn(async move {
        listen::asked_to_stop().await;
        drain.begin();
        // Asked twice, it does not wait.
        let _ = tokio::time::timeout(drain.time(), listen::asked_to_stop()).await;
        told.send_replace(true);
    });
    if serve.workers {
        println!("sends: {sends}");
    } else {
        println!("sends: nothing, `alimi work` does; /status shows what is on");
    }
    println!("listening on {}://{address}", if tls.is_some() { "https" } else { "http" });
    listen::serve(listener, tls, router, stop).await;
    if let Some(working) = working {
        working.await?;
    }
    Ok(())
}
