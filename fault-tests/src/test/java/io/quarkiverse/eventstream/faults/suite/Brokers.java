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
 * The brokers that workloads share, started when they are first asked for: a single one, which can also be reached through a
 * proxy, and a cluster of three. A workload leaves them running.
 */
public final class Brokers implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    /** Below what the system hands out to outgoing connections, which could take the port of a broker that is down. */
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;

    private static final Brokers OF_THIS_JVM = new Brokers();

    private DevBroker single;
    private Proxy proxy;
    private DevBroker cluster;

    /**
     * The brokers of all tests in this JVM, which end when it does.
     *
     * @return not to be closed
     */
    static Brokers ofThisJvm() {
        return OF_THIS_JVM;
    }

    /**
     * The single broker.
     *
     * @return one that runs
     */
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

    /**
     * What stands before the single broker.
     *
     * @return a proxy that passes everything on
     */
    public Proxy proxy() {
        single();
        return proxy;
    }

    /**
     * Three brokers, of which one may fail.
     *
     * @return a cluster that runs
     */
    public synchronized DevBroker cluster() {
        if (cluster == null) {
            cluster = builder().nodes(3).start();
        }
        return cluster;
    }

    /** Ends the cluster, which would cost the other workloads time. */
    public synchronized void endCluster() {
        if (cluster != null) {
            cluster.close();
            cluster = null;
        }
    }

    private static DevBroker.Builder builder() {
        // Members that were killed must be missed soon; a machine may be busy with other things.
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
                // Somebody has it.
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
