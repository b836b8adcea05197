//! The model test: random commands against one hospital with few doses, few places and few people,
//! compared after every command with a model that is simple enough to be believed.
//!
//! Eight tests share the work, so that they run side by side; the same commands are then carried
//! out all at once, where only the laws of the ledger can be foretold. Each sequence ends with the
//! audit.

mod act;
mod reference;

use act::Stage;
use proptest::test_runner::{Config, TestRunner};
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use reference::{Act, Model};
use sqlx::PgPool;
use std::{
    cell::RefCell,
    sync::{Arc, atomic::AtomicUsize},
};
use tokio::runtime::Handle;

/// Sequences of each of the eight tests, and of the parallel one.
const SEQUENCES: u32 = 250;
const PARALLEL: u32 = 150;

/// Commands in one sequence.
const LENGTH: std::ops::Range<usize> = 4..18;

thread_local! {
    /// Where the thread's sequences play.
    static STAGE: RefCell<Option<Stage>> = const { RefCell::new(None) };
}

fn on_stage<T>(play: impl FnOnce(&Stage) -> T) -> T {
    STAGE.with_borrow(|stage| play(stage.as_ref().unwrap()))
}

/// How far a sequence came, for those that make a failing one shorter.
type Seen = Option<Arc<AtomicUsize>>;

/// Runs one command in the store and compares what it says and leaves with the model.
struct Compared;

impl StateMachineTest for Compared {
    type SystemUnderTest = act::Cast;
    type Reference = Model;

    fn init_test(model: &Model) -> act::Cast {
        on_stage(|stage| Handle::current().block_on(stage.set(model)))
    }

    fn apply(cast: act::Cast, model: &Model, act: Act) -> act::Cast {
        on_stage(|stage| {
            Handle::current().block_on(async {
                let said = stage.play(&cast, &act, model.now).await;
                assert_eq!(said, model.said, "{act:?}");
                stage.settle(&act, model.now).await;
                assert_eq!(stage.look(&cast).await, model.look(), "after {act:?}");
            });
        });
        cast
    }

    fn teardown(_: act::Cast, _: Model) {
        on_stage(|stage| Handle::current().block_on(stage.audit()));
    }
}

/// Plays sequences on a database of its own. The threads of proptest are not ours: the runtime
/// drives the connection meanwhile.
async fn play(pool: PgPool, connections: u32, sequences: u32, run: fn(Model, Vec<Act>, Seen)) {
    let stage = Stage::open(&pool, connections).await;
    let handle = Handle::current();
    tokio::task::spawn_blocking(move || {
        let _guard = handle.enter();
        STAGE.set(Some(stage));
        let mut runner = TestRunner::new(Config {
            cases: sequences,
            max_shrink_iters: 300,
            failure_persistence: None,
            ..Config::default()
        });
        let strategy = Model::sequential_strategy(LENGTH);
        let done = runner.run(&strategy, |(model, acts, seen)| {
            run(model, acts, seen);
            Ok(())
        });
        let stage = STAGE.take().unwrap();
        handle.block_on(stage.close());
        if let Err(error) = done {
            panic!("{error}");
        }
    })
    .await
    .unwrap();
}

fn compare(model: Model, acts: Vec<Act>, seen: Seen) {
    Compared::test_sequential(Config::default(), model, acts, seen);
}

/// All at once: whatever comes first, no law is broken and nothing is a fault.
fn at_once(model: Model, acts: Vec<Act>, _: Seen) {
    on_stage(|stage| {
        Handle::current().block_on(async {
            let cast = stage.set(&model).await;
            stage.play_at_once(&cast, &acts).await;
            stage.settle(&Act::HalfAnHour, model.now).await;
            stage.audit().await;
        });
    });
}

/// One database each: a database that has seen many sequences has more to look through.
macro_rules! compared {
    ($($name:ident)+) => {$(
        #[sqlx::test(migrator = "store::MIGRATOR")]
        async fn $name(pool: PgPool) {
            play(pool, 1, SEQUENCES, compare).await;
        }
    )+};
}
compared!(model_a model_b model_c model_d model_e model_f model_g model_h);

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn model_at_once(pool: PgPool) {
    play(pool, 6, PARALLEL, at_once).await;
}
