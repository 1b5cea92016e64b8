//! A listener in front of the server that keeps every byte sent to it.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A tap without a server yet.
#[derive(Debug)]
pub struct Tap {
    listener: TcpListener,
    /// Where programs connect.
    pub address: SocketAddr,
}

impl Tap {
    /// Listens on a free loopback port.
    ///
    /// # Errors
    /// The error of the network.
    pub async fn open() -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    /// Forwards every connection to `server` and writes what it sends to a file in `folder`.
    pub fn lead(self, server: SocketAddr, folder: PathBuf) {
        let (folder, count) = (Arc::new(folder), AtomicUsize::new(0));
        tokio::spawn(async move {
            while let Ok((client, _)) = self.listener.accept().await {
                let number = count.fetch_add(1, Ordering::Relaxed);
                let kept = folder.join(format!("requests-{number}"));
                // Client and server handle a broken connection.
                tokio::spawn(async move { pass(client, server, kept).await.ok() });
            }
        });
    }
}

async fn pass(client: TcpStream, server: SocketAddr, kept: PathBuf) -> std::io::Result<()> {
    let server = TcpStream::connect(server).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let up = async {
        let mut file = std::fs::File::create(kept)?;
        let mut buffer = vec![0; 65_536];
        loop {
            let read = from_client.read(&mut buffer).await?;
            let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
            std::io::Write::write_all(&mut file, bytes)?;
            to_server.write_all(bytes).await?;
        }
        to_server.shutdown().await
    };
    let down = async {
        tokio::io::copy(&mut from_server, &mut to_client).await?;
        to_client.shutdown().await
    };
    tokio::try_join!(up, down).map(|_| ())
}
