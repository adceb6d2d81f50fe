package io.quarkiverse.eventstream.faults.suite;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/**
 * The network between workers and a broker, which can be cut, slow, or half open. Confined to one event loop.
 */
public final class Proxy implements AutoCloseable {

    /** The condition of the network. */
    enum Condition {
        /** Data is passed on. */
        GOOD,
        /** Data arrives late. */
        SLOW,
        /** Data is lost without an error. */
        HALF_OPEN,
        /** There are no connections. */
        CUT
    }

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(1));
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final String host;
    private final int target;
    private final NetClient client;
    private final NetServer server;
    private volatile Condition condition = Condition.GOOD;
    private volatile long latencyMillis;

    private Proxy(String host, int target) {
        this.host = host;
        this.target = target;
        this.client = vertx.createNetClient();
        this.server = vertx.createNetServer().connectHandler(this::accept).listen(0, host).toCompletionStage()
                .toCompletableFuture().join();
    }

    /** Starts a proxy on a free port. */
    public static Proxy to(String host, int port) {
        return new Proxy(host, port);
    }

    /** The port on which it listens. */
    public int port() {
        return server.actualPort();
    }

    /** Passes everything on. Connections that were half open stay so until the client closes them. */
    public void heal() {
        change(Condition.GOOD, 0);
    }

    /** Ends all connections, and refuses new ones. */
    public void cut() {
        change(Condition.CUT, 0);
    }

    /**
     * Delays everything.
     *
     * @param latency the delay of each chunk of data
     */
    public void slow(Duration latency) {
        change(Condition.SLOW, latency.toMillis());
    }

    /** Loses the data of all connections, and accepts new ones without answering. */
    public void halfOpen() {
        change(Condition.HALF_OPEN, 0);
    }

    /** On the event loop, so that no chunk of data is in transit during the change. */
    private void change(Condition next, long latency) {
        CompletableFuture<Void> changed = new CompletableFuture<>();
        vertx.runOnContext(nothing -> {
            condition = next;
            latencyMillis = latency;
            connections.forEach(connection -> connection.changed(next));
            changed.complete(null);
        });
        changed.join();
    }

    private void accept(NetSocket near) {
        if (condition == Condition.CUT) {
            near.close();
            return;
        }
        ProxiedConnection connection = new ProxiedConnection(vertx, near,
                () -> condition == Condition.SLOW ? latencyMillis : 0);
        connections.add(connection);
        near.closeHandler(nothing -> {
            connections.remove(connection);
            connection.close();
        });
        if (condition == Condition.HALF_OPEN) {
            connection.changed(Condition.HALF_OPEN);
            return;
        }
        near.pause();
        client.connect(target, host).onComplete(far -> {
            if (far.succeeded()) {
                connection.join(far.result());
            } else {
                near.close();
            }
        });
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
