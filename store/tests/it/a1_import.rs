//! A1: loading the public register, all of it or nothing.

use crate::world::{NOW, World, day, hospital_form, world};
use domain::hospital::Province;
use sqlx::PgPool;
use store::{
    hospital,
    import::{self, Imported, Why},
    view,
};
use time::Duration;

const FILE: &[u8] = include_bytes!("../../../data/hospitals.csv");
const HEADER: &str = "name,kind,province,latitude,longitude,doctors,daily_capacity";

fn file(rows: &[&str]) -> Vec<u8> {
    format!("{HEADER}\n{}\n", rows.join("\n")).into_bytes()
}

async fn load(w: &World, file: &[u8]) -> Imported {
    import::hospitals(&w.db, file).await.unwrap().unwrap()
}

/// The hospitals as text, to see whether anything changed.
async fn snapshot(w: &World) -> Vec<String> {
    sqlx::query_scalar("SELECT row_to_json(h)::text FROM hospitals h ORDER BY hospital_id")
        .fetch_all(w.db.pool())
        .await
        .unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_the_public_register_loads_with_its_days(pool: PgPool) {
    world(pool, async |w| {
        assert_eq!(load(w, FILE).await, Imported { added: 101, updated: 0, unchanged: 0 });
        // Sundays are closed; sixty-one days have eight or nine of them.
        let sundays =
            i64::try_from((0..=60).filter(|n| day(*n).weekday().number_from_monday() == 7).count()).unwrap();
        assert_eq!(w.rows("days").await, 101 * (61 - sundays));
        let provinces = view::hospital::list_provinces(&w.db).await.unwrap();
        assert_eq!(provinces.len(), 17);
        assert_eq!(provinces.iter().map(|p| p.1).sum::<u32>(), 101);
        let text = std::str::from_utf8(FILE).unwrap();
        let of_seoul = text.lines().filter(|l| l.contains(",서울특별시,")).count();
        assert_eq!(provinces[0], (Province::Seoul, u32::try_from(of_seoul).unwrap()));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_loading_the_register_twice_changes_nothing(pool: PgPool) {
    world(pool, async |w| {
        load(w, FILE).await;
        let (before, events) = (snapshot(w).await, w.rows("events").await);
        assert_eq!(load(w, FILE).await, Imported { added: 0, updated: 0, unchanged: 101 });
        assert_eq!(snapshot(w).await, before);
        assert_eq!(w.rows("events").await, events);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_an_import_follows_the_register_but_not_in_what_bookings_depend_on(pool: PgPool) {
    world(pool, async |w| {
        load(w, &file(&["가나병원,종합병원,경기도,37.5,127.0,10,20"])).await;
        let changed = load(w, &file(&["가나병원,상급종합,경기도,37.6,127.1,99,90"])).await;
        assert_eq!(changed, Imported { added: 0, updated: 1, unchanged: 0 });
        let row: (String, f64, i32, i32) =
            sqlx::query_as("SELECT kind, latitude, doctors, daily_capacity FROM hospitals")
                .fetch_one(w.db.pool())
                .await
                .unwrap();
        assert_eq!(row, ("상급종합".to_owned(), 37.6, 99, 20));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_an_import_never_overwrites_what_an_admin_edited(pool: PgPool) {
    world(pool, async |w| {
        let register =
            file(&["가나병원,종합병원,경기도,37.5,127.0,10,20", "다라병원,종합병원,경기도,37.5,127.0,10,20"]);
        load(w, &register).await;
        let first = view::admin::list_hospitals(&w.db, "가나병원").await.unwrap()[0].hospital;
        let form = hospital_form("가나 대학병원", 7);
        hospital::change(&w.db, w.admin, first, &form).await.unwrap().unwrap();
        let before = snapshot(w).await;
        let changed =
            file(&["가나병원,의원,경기도,37.0,126.0,1,99", "다라병원,종합병원,경기도,37.5,127.0,10,20"]);
        assert_eq!(load(w, &changed).await, Imported { added: 0, updated: 0, unchanged: 2 });
        assert_eq!(snapshot(w).await, before);
        assert_eq!(view::admin::find_hospital(&w.db, first).await.unwrap(), Some(form));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_a_file_with_one_bad_row_changes_nothing(pool: PgPool) {
    world(pool, async |w| {
        let mut broken = FILE.to_vec();
        broken.extend_from_slice("나쁜병원,종합병원,평양직할시,37.5,127.0,ten,20\n".as_bytes());
        let bad = import::hospitals(&w.db, &broken).await.unwrap().unwrap_err();
        let named: Vec<_> = bad.iter().map(|b| (b.line, b.column.as_str())).collect();
        assert_eq!(named, [(103, "province"), (103, "doctors")]);
        assert_eq!((w.rows("hospitals").await, w.rows("days").await), (0, 0));
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_a_row_that_meets_a_hospital_registered_by_hand_is_named(pool: PgPool) {
    world(pool, async |w| {
        let form = hospital_form("손으로병원", 10);
        hospital::register(&w.db, w.admin, &w.admin_key(), &form).await.unwrap().unwrap();
        let rows = [
            "새병원,종합병원,서울특별시,37.5,127.0,10,20",
            "손으로병원,종합병원,서울특별시,37.5,127.0,10,20",
        ];
        let bad = import::hospitals(&w.db, &file(&rows)).await.unwrap().unwrap_err();
        assert_eq!(bad.len(), 1);
        assert_eq!((bad[0].line, &bad[0].why), (3, &Why::ByHand));
        assert_eq!(w.rows("hospitals").await, 1);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_two_imports_at_once_load_each_hospital_once(pool: PgPool) {
    world(pool, async |w| {
        let (one, two) = tokio::join!(import::hospitals(&w.db, FILE), import::hospitals(&w.db, FILE));
        let (one, two) = (one.unwrap().unwrap(), two.unwrap().unwrap());
        assert_eq!(one.added + two.added, 101);
        assert_eq!(w.rows("hospitals").await, 101);
    })
    .await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a1_an_import_on_a_later_day_opens_the_days_since(pool: PgPool) {
    world(pool, async |w| {
        load(w, &file(&["가나병원,종합병원,경기도,37.5,127.0,10,20"])).await;
        let before = w.rows("days").await;
        let later = w.at(NOW + Duration::days(1)).await;
        import::hospitals(&later, &file(&["가나병원,종합병원,경기도,37.5,127.0,10,20"]))
            .await
            .unwrap()
            .unwrap();
        // The sixty-first day ahead is a Sunday or is opened.
        let opened = i64::from(day(61).weekday().number_from_monday() != 7);
        assert_eq!(w.rows("days").await, before + opened);
    })
    .await;
}
