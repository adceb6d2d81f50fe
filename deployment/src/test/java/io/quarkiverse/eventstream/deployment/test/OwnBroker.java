package io.quarkiverse.eventstream.deployment.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import io.quarkiverse.eventstream.devbroker.DevBroker;

/** For a test class with a broker of its own, which it stops or pauses: its port is known before the application starts. */
public final class OwnBroker {

    private OwnBroker() {}

    /**
     * The port of a test class's broker, which is free at the first call. It is in a system property, because JUnit and the application
     * each load the classes.
     */
    public static int port(Class<?> test) {
        String property = "test.port." + test.getName();
        if (Integer.getInteger(property) == null) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                System.setProperty(property, Integer.toString(socket.getLocalPort()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Integer.getInteger(property);
    }

    /** Pauses the process, so that the broker keeps its connections and does not answer. */
    public static void pause(DevBroker broker) throws IOException, InterruptedException {
        signal("STOP", broker);
    }

    /** Resumes the process after {@link #pause}. */
    public static void resume(DevBroker broker) throws IOException, InterruptedException {
        signal("CONT", broker);
    }

    private static void signal(String signal, DevBroker broker) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(broker.pid(1))).start().waitFor()).isZero();
    }
}
