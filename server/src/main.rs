//! The process: `alimi serve | work | migrate | seed | import | audit | rebuild | rotate-keys | vapid-key | invite-admin`.

mod api;
mod availability;
mod bus;
mod channel;
mod config;
mod http;
mod live;
mod metrics;
mod oidc;
mod password;
mod seed;
mod serve;
mod surge;
mod telemetry;
mod work;

use bus::Bus;
use clap::Parser;
use config::{Cli, Command, Import, InviteAdmin, Migrate, Store};
use std::{path::Path, process::ExitCode};
use store::{
    Db,
    read_model::{self, View},
    sqlx::postgres::PgConnectOptions,
};
use tikv_jemallocator::Jemalloc;
use tokio::sync::watch;

/// A rush is a hundred thousand small pieces of memory a second from several threads: jemalloc gives and
/// takes them in a third less time than the system's own does (docs/decisions/0024-allocator.md).
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

/// What ends the process early; its text is for the terminal.
type Failure = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let ended = match telemetry::start(&cli.log) {
        Ok(telemetry) => {
            let ended = run(cli).await;
            telemetry.end().await;
            ended
        }
        Err(failure) => Err(failure),
    };
    ended.unwrap_or_else(|failure| {
        eprintln!("alimi: {failure}");
        ExitCode::FAILURE
    })
}

async fn run(cli: Cli) -> Result<ExitCode, Failure> {
    match cli.command {
        Command::Serve(serve) => serve::run(*serve, cli.log.metrics_listen).await?,
        Command::Migrate(to) => migrate(&to).await?,
        Command::Seed(store) => seed::run(&connect(&store).await?).await?,
        Command::Work(work) => {
            let post = work::Post::open(&work.messages)?;
            say(&format!("sends: {}", post.names()));
            let stop = watch::Sender::new(false);
            let told = stop.clone();
            tokio::spawn(async move {
                http::listen::asked_to_stop().await;
                told.send_replace(true);
            });
            let bus = Bus::open(work.store.bus.address()?.as_ref()).await?;
            let db = connect_as("alimi-work", &work.store).await?;
            if let Some(address) = cli.log.metrics_listen {
                metrics::open(address, db.clone(), None).await?;
            }
            tokio::spawn(bus.clone().carry(db.clone(), stop.subscribe()));
            work::run(db, bus, post, false, stop.subscribe()).await;
        }
        Command::Import(Import::Hospitals { file, store }) => return import(&store, &file).await,
        Command::RotateKeys(store) => return rotate_keys(&store).await,
        Command::VapidKey => {
            say(&format!("ALIMI_VAPID_KEY={}", channel::new_key().ok_or("no random numbers are to be had")?));
        }
        Command::InviteAdmin(invite) => return invite_admin(&invite).await,
        Command::Audit { views, store } => return audit(&store, views).await,
        Command::Rebuild { view, store } => rebuild(&store, view).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// A line for whoever started the process.
#[expect(clippy::print_stdout, reason = "this is a command's output")]
fn say(line: &str) {
    println!("{line}");
}

/// Brings the schema up to date as its owner, and the application's role with it.
async fn migrate(to: &Migrate) -> Result<(), Failure> {
    let Some(owner) = to.migrate_database_url.as_deref().filter(|url| !url.is_empty()) else {
        return Ok(connect(&to.store).await?.migrate().await?);
    };
    let application: PgConnectOptions = to.store.database_url.parse()?;
    let db = Db::connect(owner, to.store.keyring()?, 1).await?;
    db.migrate().await?;
    Ok(db.grant(application.get_username()).await?)
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

/// Prints what was sealed anew, column by column, and what still carries an older key.
#[expect(clippy::print_stdout, reason = "this is a command's output")]
async fn rotate_keys(store: &Store) -> Result<ExitCode, Failure> {
    let mut left = 0;
    for of in store::rotate::rotate(&connect(store).await?).await? {
        println!(
            "{}.{}: {} sealed anew, {} with an older key ({} that no given key opens)",
            of.table, of.column, of.sealed, of.left, of.unreadable
        );
        left += of.left;
    }
    if left == 0 {
        println!("every value carries the first key: the others may be removed");
        return Ok(ExitCode::SUCCESS);
    }
    println!(
        "{left} values still carry an older key: keep it, see that every process seals with the first, run this again"
    );
    Ok(ExitCode::FAILURE)
}

/// Prints each counter that differs from what it counts, or each read model that differs from the
/// facts.
#[expect(clippy::print_stdout, reason = "this is a command's output")]
async fn audit(store: &Store, views: bool) -> Result<ExitCode, Failure> {
    let db = connect(store).await?;
    let differences =
        if views { store::audit::run_views(&db).await? } else { store::audit::run(&db).await? };
    for difference in &differences {
        println!("{difference}");
    }
    if differences.is_empty() {
        println!("no difference");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}

/// Makes an admin who cannot sign in yet, or helps one who can no longer, and prints the invitation.
#[expect(clippy::print_stdout, clippy::print_stderr, reason = "this is a command's output")]
async fn invite_admin(invite: &InviteAdmin) -> Result<ExitCode, Failure> {
    let login = domain::account::parse_login(&invite.login)
        .map_err(|_| "the sign-in name has 3 to 40 small letters, digits, dashes, dots or underscores")?;
    let token = app::session::new_token().map_err(|_| "the machine gives no randomness")?;
    let db = connect(&invite.store).await?;
    let hash = app::session::hash(&token);
    if store::staff::invite_from_outside(&db, &login, &invite.label, hash).await?.is_err() {
        eprintln!("{login} is the sign-in name of somebody who is no admin, or is disabled");
        return Ok(ExitCode::FAILURE);
    }
    println!(
        "{login} opens /staff/invitation within 72 hours and enters this code, once:\n\n    {token}\n\n\
         As a link: https://YOUR-ADDRESS/staff/invitation#{token}"
    );
    Ok(ExitCode::SUCCESS)
}

/// Makes read models anew from the facts; the service may run meanwhile.
#[expect(clippy::print_stdout, reason = "this is a command's output")]
async fn rebuild(store: &Store, view: Option<View>) -> Result<(), Failure> {
    let db = connect(store).await?;
    for view in view.map_or_else(|| View::ALL.to_vec(), |view| vec![view]) {
        let hospitals = read_model::rebuild(&db, view).await?;
        println!("{}: {hospitals} hospitals", view.key());
    }
    Ok(())
}

/// Opens the store for a command that ends.
async fn connect(store: &Store) -> Result<Db, Failure> {
    connect_as("alimi", store).await
}

/// Opens the store for a process of this name.
async fn connect_as(application: &'static str, store: &Store) -> Result<Db, Failure> {
    Ok(Db::open(&store.connect(application)?, store.keyring()?).await?)
}
