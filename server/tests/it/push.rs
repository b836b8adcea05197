//! Browsers are told through a push service as they behave: what they are told only they can read, it is
//! signed by us, and who is gone is forgotten.

use crate::{
    harness::{World, get, post, until},
    notice::booking,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use bytes::Bytes;
use domain::push::Subscription;
use http_body_util::{BodyExt, Empty};
use hyper::{Request, Response, StatusCode, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use std::{
    convert::Infallible,
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use store::push;
use tokio::net::TcpListener;
use web_push_native::{
    Auth,
    p256::{
        SecretKey,
        ecdsa::{Signature, VerifyingKey, signature::Verifier},
        elliptic_curve::sec1::ToEncodedPoint,
    },
};

/// The example of RFC 8292 and RFC 8291 alike: any key will do.
const VAPID_KEY: &str = "RS0WdYWWo1HajXg3NZR1olzCf31i-ZBGDkFyCs7j1jw";

/// A message it took: path, headers by name, body.
type Taken = (String, hyper::HeaderMap, Vec<u8>);

/// A push service; gone when dropped.
struct PushService {
    address: SocketAddr,
    taken: Arc<Mutex<Vec<Taken>>>,
    task: tokio::task::JoinHandle<()>,
}

impl PushService {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let taken = Arc::<Mutex<Vec<Taken>>>::default();
        let kept = Arc::clone(&taken);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let kept = Arc::clone(&kept);
                let service = service_fn(move |request| answer(request, Arc::clone(&kept)));
                tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
            }
        });
        Self { address, taken, task }
    }

    fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("ALIMI_VAPID_KEY", VAPID_KEY.to_owned()),
            ("ALIMI_VAPID_SUBJECT", "mailto:ops@alimi.example".to_owned()),
            ("ALIMI_PUSH_HOSTS", self.address.to_string()),
        ]
    }
}

impl Drop for PushService {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The first message to `/busy` meets a bad moment; nobody is at `/gone` any more.
async fn answer(
    request: Request<Incoming>,
    taken: Arc<Mutex<Vec<Taken>>>,
) -> Result<Response<Empty<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.unwrap().to_bytes().to_vec();
    let path = head.uri.path().to_owned();
    let mut taken = taken.lock().unwrap();
    let first = taken.iter().all(|(known, ..)| *known != path);
    let status = match path.as_str() {
        "/gone" => StatusCode::GONE,
        "/busy" if first => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::CREATED,
    };
    taken.push((path, head.headers, body));
    let mut response = Response::new(Empty::new());
    *response.status_mut() = status;
    Ok(response)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_is_told_what_only_it_can_read_and_who_is_gone_is_forgotten() {
    let mut world = World::make_at_ten().await;
    let service = PushService::start().await;
    let (vaccine, hospital) = (world.vaccine().await, world.hospital("비밀 병원", 10).await);
    world.doses(hospital, vaccine, 5).await;
    let citizen = world.citizen(1).await;
    let server = world.serve_with(&service.settings());
    let token = Some(&*citizen.token);
    until("push is on", async || {
        get(server.address, "/my/settings", token).await.body.contains("data-push=\"B")
    })
    .await;

    // As the island sends what the browser gave.
    let secret = SecretKey::from_slice(&[7; 32]).unwrap();
    let key = BASE64.encode(secret.public_key().to_encoded_point(false).as_bytes());
    let auth = BASE64.encode([9; 16]);
    let subscribe = async |endpoint: String| {
        let endpoint: String = form_urlencoded::byte_serialize(endpoint.as_bytes()).collect();
        let form = format!("endpoint={endpoint}&p256dh={key}&auth={auth}");
        post(server.address, "/my/settings/push", &citizen.token, &form).await
    };
    for path in ["here", "busy", "gone"] {
        let done = subscribe(format!("http://{}/{path}", service.address)).await;
        assert_eq!(
            (done.status, &done.headers["location"]),
            (StatusCode::SEE_OTHER, &"/my/settings?done=push".parse().unwrap())
        );
    }
    for bad in ["https://127.0.0.1/x", "http://169.254.169.254/latest", "https://push.example/x", "x"] {
        assert_eq!(subscribe(bad.to_owned()).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
    }
    assert_eq!(push::list(&world.db, citizen.account).await.unwrap().len(), 3);

    booking(&world, hospital, vaccine, 1).await;
    world.db.wake_all().await.unwrap();
    until("each was tried", async || service.taken().len() == 3).await;
    until("who is gone is forgotten", async || {
        push::list(&world.db, citizen.account).await.unwrap().len() == 2
    })
    .await;
    drop(server);
    world.pass_time(time::Duration::minutes(2)).await;
    let _worker = world.work_with(&service.settings());
    until("the busy one is told later", async || service.taken().len() == 4).await;

    let messages = service.taken();
    let busy: Vec<_> = messages.iter().filter(|(path, ..)| path == "/busy").collect();
    assert_eq!(busy[0].1["topic"], busy[1].1["topic"], "sent again under the same topic");
    for (path, headers, body) in &messages {
        let opened = web_push_native::decrypt(body.clone(), &secret, &Auth::from([9; 16])).unwrap();
        let said: Value = serde_json::from_slice(&opened).unwrap();
        assert_eq!(
            (said["title"].as_str(), said["url"].as_str()),
            (Some("예약이 완료되었습니다"), Some("/my/notices"))
        );
        assert!(!String::from_utf8(opened).unwrap().contains("비밀 병원"), "{path}");
        let authorization = headers["authorization"].to_str().unwrap();
        let (token, key) = authorization.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let key = VerifyingKey::from_sec1_bytes(&BASE64.decode(key).unwrap()).unwrap();
        let signature = Signature::from_slice(&BASE64.decode(signature).unwrap()).unwrap();
        key.verify(signed.as_bytes(), &signature).unwrap();
        let claims: Value =
            serde_json::from_slice(&BASE64.decode(signed.split_once('.').unwrap().1).unwrap()).unwrap();
        assert_eq!(claims["aud"], format!("http://{}", service.address));
    }
    until("and that is noted", async || {
        crate::notice::count(&world, "SELECT count(*) FROM deliveries WHERE state = 'sent'").await == 2
    })
    .await;
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_key_no_browser_is_asked() {
    let world = World::make().await;
    let citizen = world.citizen(1).await;
    let known = Subscription::parse("https://fcm.googleapis.com/x", &"B".repeat(87), &"a".repeat(22), &[]);
    push::subscribe(&world.db, citizen.account, &known.unwrap(), "Chrome").await.unwrap();
    let server = world.serve();
    let page = get(server.address, "/my/settings", Some(&citizen.token)).await.body;
    assert!(!page.contains("data-push=") && page.contains("지금은 브라우저 알림을 보내지 않습니다."));
    assert!(page.contains("알림 끄기"), "what was asked for can still be turned off");
    world.finish().await;
}
