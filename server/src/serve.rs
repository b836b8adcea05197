//! `alimi serve`: HTTP, live updates and, unless told otherwise, the workers.

use crate::{
    Failure, availability, bus,
    config::Serve,
    connect,
    http::{self, Hook, Site, asset, listen},
    live::Hub,
    metrics, work,
};
use std::sync::Arc;
use store::availability::Board;
use tokio::{net::TcpListener, sync::watch};

/// Batches of bookings under way at once; more would fight over the same rows.
const LANES: usize = 2;

/// Runs until asked to stop.
pub(crate) async fn run(serve: Serve) -> Result<(), Failure> {
    let mut web = serve.web;
    web.check()?;
    let post = work::Post::open(&serve.messages)?;
    let hook = Hook::new(&serve.messages, post.as_ref());
    let assets = asset::load(&web.site)
        .map_err(|error| format!("no site in {}: {error}; scripts/site builds it", web.site.display()))?;
    let db = connect(&serve.store).await?;
    let listener = TcpListener::bind(web.listen).await.map_err(|error| {
        format!("cannot listen on {}: {error}; ALIMI_LISTEN names another address", web.listen)
    })?;
    let address = listener.local_addr()?;
    // A port of zero is chosen by the system; origins follow the real one.
    web.listen = address;

    let board = Board::default();
    let hub = Hub::new(db.clone(), board.clone(), web.sockets_per_account, web.sockets_per_address);
    hub.start();
    tokio::spawn(bus::postgres::listen(Arc::clone(&hub)));
    tokio::spawn(availability::keep(board.clone(), db.clone(), Arc::clone(&hub)));
    let stop = watch::Sender::new(false);
    db.open_booking_desk(LANES);
    tokio::spawn(work::ring(db.clone(), stop.subscribe()));
    let working = serve.workers.then(|| tokio::spawn(work::run(db.clone(), post, web.dev, stop.subscribe())));
    if let Some(address) = web.metrics_listen {
        let listener = TcpListener::bind(address)
            .await
            .map_err(|error| format!("cannot listen on {address} for metrics: {error}"))?;
        tokio::spawn(metrics::serve(listener, db.clone()));
    }
    let router = http::router(Site::new(db, assets, hub, board, web, hook, stop.clone()))?;

    let told = stop.clone();
    tokio::spawn(async move {
        listen::asked_to_stop().await;
        told.send_replace(true);
    });
    println!("listening on http://{address}");
    listen::serve(listener, router, stop).await;
    if let Some(working) = working {
        working.await?;
    }
    Ok(())
}
