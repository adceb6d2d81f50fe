package io.quarkiverse.eventstream.runtime.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * Determines whether a listener of a broker speaks TLS. Kafka's client can't: a broker that gets the wrong protocol closes the connection,
 * or its answer looks like a message of 352 MB.
 */
final class ListenerProbe {

    enum Answer {
        /** A TLS handshake is possible. */
        TLS,
        /** The connection was accepted, and closed when TLS began. */
        NO_TLS,
        /** The connection was accepted, and nothing follows. */
        SILENCE
    }

    private static final int RECORD_HANDSHAKE = 0x16;
    private static final int RECORD_ALERT = 0x15;

    private ListenerProbe() {}

    /**
     * Connects, begins a TLS handshake, and closes the connection. Blocks for the timeout, twice at most, or until the thread is
     * interrupted.
     *
     * @throws IOException if no connection can be made, with the reason
     */
    static Answer ask(InetSocketAddress address, Duration timeout) throws IOException {
        int millis = Math.toIntExact(timeout.toMillis());
        // Only the socket of a channel can be interrupted.
        try (Socket socket = SocketChannel.open().socket()) {
            socket.connect(address, millis);
            socket.setSoTimeout(millis);
            return hello(socket);
        }
    }

    private static Answer hello(Socket socket) {
        try {
            socket.getOutputStream().write(clientHello());
            int first = socket.getInputStream().read();
            return first == RECORD_HANDSHAKE || first == RECORD_ALERT ? Answer.TLS : Answer.NO_TLS;
        } catch (SocketTimeoutException e) {
            return Answer.SILENCE;
        } catch (IOException e) {
            // The connection was reset.
            return Answer.NO_TLS;
        }
    }

    private static byte[] clientHello() throws IOException {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine();
            engine.setUseClientMode(true);
            ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), hello);
            byte[] bytes = new byte[hello.flip().remaining()];
            hello.get(bytes);
            return bytes;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
