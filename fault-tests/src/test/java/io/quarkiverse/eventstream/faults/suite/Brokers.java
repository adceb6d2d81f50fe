package io.quarkiverse.eventstream.faults.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.quarkiverse.eventstream.devbroker.DevBroker;

/**
 * The brokers that workloads share, started on first use: a single one, which can also be reached through a proxy, and a cluster of
 * three. A workload leaves them running.
 */
public final class Brokers implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    /** Below the ephemeral ports: an outgoing connection could take the port of a broker that is down. */
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;

    private static final Brokers OF_THIS_JVM = new Brokers();

    private DevBroker single;
    private Proxy proxy;
    private DevBroker cluster;

    /** The brokers of all tests in this JVM, which end with it; not to be closed by a test. */
    static Brokers ofThisJvm() {
        return OF_THIS_JVM;
    }

    /** The single broker, running. */
    public synchronized DevBroker single() {
        if (single == null) {
            int port = freePort();
            int proxied = freePort();
            int controller = freePort();
            proxy = Proxy.to(HOST, proxied);
            single = builder().port(port)
                    .property("listeners", address("CLIENT", port) + "," + address("PROXIED", proxied) + ","
                            + address("CONTROLLER", controller))
                    .property("advertised.listeners", address("CLIENT", port) + "," + address("PROXIED", proxy.port()))
                    .property("listener.security.protocol.map", "CLIENT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT")
                    .property("controller.quorum.voters", "1@" + HOST + ":" + controller).start();
        }
        return single;
    }

    /** The proxy in front of the single broker. */
    public Proxy proxy() {
        single();
        return proxy;
    }

    /** A cluster of three brokers, of which one may fail. */
    public synchronized DevBroker cluster() {
        if (cluster == null) {
            cluster = builder().nodes(3).start();
        }
        return cluster;
    }

    /** Ends the cluster, which would slow down the other workloads. */
    public synchronized void endCluster() {
        if (cluster != null) {
            cluster.close();
            cluster = null;
        }
    }

    private static DevBroker.Builder builder() {
        // The death of killed members must be noticed soon; the start takes long on a busy machine.
        return DevBroker.builder().autoCreateTopics(false).startTimeout(Duration.ofMinutes(5))
                .property("group.min.session.timeout.ms", "1000");
    }

    private static String address(String listener, int port) {
        return listener + "://" + HOST + ":" + port;
    }

    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
                return port;
            } catch (java.net.BindException e) {
                // The port is in use.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public synchronized void close() {
        endCluster();
        if (single != null) {
            single.close();
            proxy.close();
        }
    }
}
