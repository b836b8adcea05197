//! TLS of our own: cookies and headers that go with it, a certificate that is renewed without a
//! restart, and a time limit for those who never shake hands.

use crate::harness::{Server, World};
use http_body_util::BodyExt;
use hyper::{Request, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use std::{path::Path, sync::Arc, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, ServerName},
    },
};

/// Writes a certificate and its key, and gives back the certificate.
pub(crate) fn write_certificate(folder: &Path) -> CertificateDer<'static> {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    std::fs::write(folder.join("cert.pem"), cert.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), signing_key.serialize_pem()).unwrap();
    cert.der().clone()
}

/// Connects, trusting nothing but this certificate.
async fn connect(
    server: &Server,
    trusted: &CertificateDer<'static>,
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(server.address).await?;
    TlsConnector::from(Arc::new(config)).connect(ServerName::try_from("localhost").unwrap(), stream).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_speaks_tls_and_takes_a_new_certificate_while_it_runs() {
    let world = World::make().await;
    let first = write_certificate(&world.site);
    let path = |name: &str| world.site.join(name).to_string_lossy().into_owned();
    let server =
        world.serve_with(&[("ALIMI_TLS_CERT", path("cert.pem")), ("ALIMI_TLS_KEY", path("key.pem"))]);

    let stream = connect(&server, &first).await.unwrap();
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.unwrap();
    tokio::spawn(connection);
    let form = "lang=en&contrast=normal";
    let request = Request::post("/language")
        .header(header::HOST, "localhost")
        .header(header::ORIGIN, format!("https://localhost:{}", server.address.port()))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(form.to_owned())
        .unwrap();
    let answer = sender.send_request(request).await.unwrap();
    assert_eq!(answer.status(), 303);
    assert_eq!(answer.headers()[header::STRICT_TRANSPORT_SECURITY], "max-age=31536000; includeSubDomains");
    for cookie in answer.headers().get_all(header::SET_COOKIE) {
        assert!(cookie.to_str().unwrap().contains("; Secure"), "{cookie:?}");
    }
    // One answer is read to its end before the next is asked for.
    answer.into_body().collect().await.unwrap();
    let citizen = world.citizen(1).await;
    let mine = async |sender: &mut http1::SendRequest<String>, cookie: String| {
        let request = Request::get("/my").header(header::HOST, "localhost").header(header::COOKIE, cookie);
        sender.ready().await.unwrap();
        let answer = sender.send_request(request.body(String::new()).unwrap()).await.unwrap();
        let status = answer.status().as_u16();
        answer.into_body().collect().await.unwrap();
        status
    };
    assert_eq!(mine(&mut sender, format!("__Host-alimi_session={}", citizen.token)).await, 200);

    // What cannot be used changes nothing; what can is taken for the next connection.
    std::fs::write(world.site.join("cert.pem"), "no certificate").unwrap();
    server.signal("-HUP");
    tokio::time::sleep(Duration::from_millis(200)).await;
    connect(&server, &first).await.unwrap();
    let second = write_certificate(&world.site);
    server.signal("-HUP");
    crate::harness::until("the new certificate is served", async || connect(&server, &second).await.is_ok())
        .await;
    assert!(connect(&server, &first).await.is_err());
    assert_eq!(
        mine(&mut sender, format!("alimi_session={}", citizen.token)).await,
        303,
        "the old name opens nothing"
    );
    drop(server);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_does_not_shake_hands_is_let_go() {
    let world = World::make().await;
    let cert = write_certificate(&world.site);
    let path = |name: &str| world.site.join(name).to_string_lossy().into_owned();
    let server =
        world.serve_with(&[("ALIMI_TLS_CERT", path("cert.pem")), ("ALIMI_TLS_KEY", path("key.pem"))]);
    let mut silent = TcpStream::connect(server.address).await.unwrap();
    let mut plain = TcpStream::connect(server.address).await.unwrap();
    plain.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    let mut said = Vec::new();
    let _ = timeout(Duration::from_secs(10), plain.read_to_end(&mut said)).await.expect("hung up");
    assert!(!said.starts_with(b"HTTP/"), "nothing is answered in the clear");
    connect(&server, &cert).await.unwrap();
    let read = timeout(Duration::from_secs(10), silent.read_to_end(&mut said)).await;
    assert!(read.is_ok(), "still waiting for a handshake after ten seconds");
    drop(server);
    world.finish().await;
}
