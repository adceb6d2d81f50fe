package io.quarkiverse.eventstream.runtime.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * Presents a valid certificate of another host to every client.
 */
final class ForeignTlsServer implements AutoCloseable {

    private final SSLServerSocket server;

    ForeignTlsServer() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(keyStore(), new char[0]);
        context.init(keys.getKeyManagers(), null, null);
        server = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 10,
                InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "foreign-tls-server");
        thread.setDaemon(true);
        thread.start();
    }

    private static KeyStore keyStore() throws URISyntaxException, GeneralSecurityException, IOException {
        KeyStore pem = PemFileTest.keyStore(PemFile.read(pem("rsa-pkcs8.pem")).clientProperties());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", pem.getKey("kafka", null), new char[0], pem.getCertificateChain("kafka"));
        return store;
    }

    /** The certificate of the authority that issued the server's; no other test server uses it. */
    static Path authority() throws URISyntaxException {
        return pem("ca.pem");
    }

    private static Path pem(String name) throws URISyntaxException {
        return Path.of(ForeignTlsServer.class.getResource("/pem/" + name).toURI());
    }

    String address() {
        return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (SSLSocket client = (SSLSocket) server.accept()) {
                client.startHandshake();
            } catch (IOException e) {
                // The client refuses, or the test is over.
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
