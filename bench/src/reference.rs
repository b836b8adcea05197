//! The reference: pgbench, one booking per commit.

use crate::{Fault, Options, Shape, world::World};
use tokio::process::Command;

/// Bookings a second that pgbench commits with so many clients.
pub(crate) async fn run(options: &Options, world: &World, shape: Shape, clients: u32) -> Result<f64, Fault> {
    let first = world.days.first().ok_or("no days")?;
    let script = match shape {
        Shape::Hot => format!("SELECT bench_book(1, 1, '{first}');\n"),
        Shape::Spread => format!(
            "\\set h random(1, 2000)\n\\set d random(0, 29)\nSELECT bench_book(:h, 1, date '{first}' + :d::integer);\n"
        ),
    };
    let file = std::env::temp_dir().join(format!("alimi-bench-{}.sql", std::process::id()));
    tokio::fs::write(&file, script).await?;
    let output = Command::new(&options.pgbench)
        .args(["--no-vacuum", "--protocol=prepared", "--jobs=2"])
        .arg(format!("--client={clients}"))
        .arg(format!("--time={}", options.seconds))
        .arg("--file")
        .arg(&file)
        .arg(&world.url)
        .output()
        .await?;
    tokio::fs::remove_file(&file).await?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines()
        .find_map(|l| l.strip_prefix("tps = ")?.split_whitespace().next()?.parse().ok())
        .filter(|_| output.status.success())
        .ok_or_else(|| format!("pgbench failed: {text}{}", String::from_utf8_lossy(&output.stderr)).into())
}
