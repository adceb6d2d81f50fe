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
 * The network between workers and a broker, which can be cut, slow, or half open. All that happens in it happens on one event
 * loop.
 */
public final class Proxy implements AutoCloseable {

    /** What the network does to a connection. */
    enum Condition {
        /** It works. */
        GOOD,
        /** What is sent arrives late. */
        SLOW,
        /** What is sent is lost, and nobody is told. */
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

    /**
     * Starts a proxy on a free port.
     *
     * @param host where to listen, and where to connect to
     * @param port where to connect to
     * @return a proxy that passes everything on
     */
    public static Proxy to(String host, int port) {
        return new Proxy(host, port);
    }

    /**
     * Where it listens.
     *
     * @return a port
     */
    public int port() {
        return server.actualPort();
    }

    /** From now on everything is passed on. Connections that were half open stay so until the client gives them up. */
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
     * @param latency for each piece of data that is sent, one after the other
     */
    public void slow(Duration latency) {
        change(Condition.SLOW, latency.toMillis());
    }

    /** Swallows what is sent on all connections, and accepts new ones on which nobody answers. */
    public void halfOpen() {
        change(Condition.HALF_OPEN, 0);
    }

    /** On the event loop, so that no piece of data is half-way through meanwhile. */
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
