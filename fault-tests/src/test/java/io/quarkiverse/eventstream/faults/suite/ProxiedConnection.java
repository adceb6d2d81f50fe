package io.quarkiverse.eventstream.faults.suite;

import java.util.function.LongSupplier;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/** A connection through the {@link Proxy}. Confined to its event loop. */
final class ProxiedConnection {

    private final Vertx vertx;
    private final NetSocket near;
    private final LongSupplier latencyMillis;
    private NetSocket far;
    private boolean swallowing;

    ProxiedConnection(Vertx vertx, NetSocket near, LongSupplier latencyMillis) {
        this.vertx = vertx;
        this.near = near;
        this.latencyMillis = latencyMillis;
    }

    /** Connects the other end. */
    void join(NetSocket other) {
        far = other;
        far.closeHandler(nothing -> {
            // A half-open network also loses the close of the other end.
            if (!swallowing) {
                near.close();
            }
        });
        near.handler(data -> pass(data, near, far));
        far.handler(data -> pass(data, far, near));
        near.resume();
    }

    void changed(Proxy.Condition condition) {
        if (condition == Proxy.Condition.CUT) {
            near.close();
        }
        if (condition == Proxy.Condition.HALF_OPEN) {
            swallowing = true;
            near.handler(data -> {});
            near.resume();
        }
    }

    void close() {
        if (far != null) {
            far.close();
        }
    }

    private void pass(Buffer data, NetSocket from, NetSocket to) {
        if (swallowing) {
            return;
        }
        long latency = latencyMillis.getAsLong();
        if (latency > 0) {
            from.pause();
            vertx.setTimer(latency, timer -> {
                write(data, from, to);
                from.resume();
            });
        } else {
            write(data, from, to);
        }
    }

    private void write(Buffer data, NetSocket from, NetSocket to) {
        if (swallowing) {
            return;
        }
        to.write(data);
        if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(nothing -> from.resume());
        }
    }
}
