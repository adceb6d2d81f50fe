package io.quarkiverse.eventstream.faults.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProxyTest {

    private static final String HOST = "127.0.0.1";
    private static final int SILENCE_MILLIS = 200;

    private ServerSocket echo;
    private Proxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getByName(HOST));
        Thread thread = new Thread(this::answer, "echo");
        thread.setDaemon(true);
        thread.start();
        proxy = Proxy.to(HOST, echo.getLocalPort());
    }

    private void answer() {
        while (!echo.isClosed()) {
            try {
                Socket socket = echo.accept();
                Thread thread = new Thread(() -> copy(socket), "echo-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void copy(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // The other end has closed.
        }
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void aGoodNetworkPassesEverythingOn() throws IOException {
        try (Socket socket = connect()) {
            assertAnswers(socket);
        }
    }

    @Test
    void aCutEndsConnectionsAndRefusesNewOnesUntilItIsHealed() throws IOException {
        try (Socket before = connect()) {
            assertAnswers(before);
            proxy.cut();
            assertThat(before.getInputStream().read()).isEqualTo(-1);
            try (Socket meanwhile = connect()) {
                assertThat(meanwhile.getInputStream().read()).isEqualTo(-1);
            }
        }
        proxy.heal();
        try (Socket after = connect()) {
            assertAnswers(after);
        }
    }

    @Test
    void aHalfOpenNetworkReportsNoErrorAndOldConnectionsStayHalfOpen() throws IOException {
        try (Socket before = connect()) {
            assertAnswers(before);
            proxy.halfOpen();
            assertSilent(before);
            try (Socket meanwhile = connect()) {
                assertSilent(meanwhile);
                proxy.heal();
                assertSilent(meanwhile);
            }
            assertSilent(before);
        }
        try (Socket after = connect()) {
            assertAnswers(after);
        }
    }

    @Test
    void aSlowNetworkDelaysBothWays() throws IOException {
        proxy.slow(Duration.ofMillis(100));
        try (Socket socket = connect()) {
            long began = System.nanoTime();
            assertAnswers(socket);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    private Socket connect() throws IOException {
        return new Socket(HOST, proxy.port());
    }

    private static void assertAnswers(Socket socket) throws IOException {
        socket.getOutputStream().write(42);
        assertThat(socket.getInputStream().read()).isEqualTo(42);
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        socket.getOutputStream().write(42);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }
}
