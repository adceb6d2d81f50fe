package io.quarkiverse.eventstream.test.observe;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A lock whose holders announce changes, and that wakes waiting threads after each. Thread-safe.
 */
final class Monitor {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long version;

    <T> T read(Supplier<T> access) {
        lock.lock();
        try {
            return access.get();
        } finally {
            lock.unlock();
        }
    }

    <T> T change(Supplier<T> change) {
        return read(() -> {
            T result = change.get();
            version++;
            changed.signalAll();
            return result;
        });
    }

    /**
     * Waits until a condition holds, rechecking it after each change.
     *
     * @param condition evaluated on this thread, without the lock
     */
    boolean await(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            long seen = read(() -> version);
            if (condition.getAsBoolean()) {
                return true;
            }
            if (!awaitChange(seen, deadline)) {
                // An unannounced change is noticed here.
                return condition.getAsBoolean();
            }
        }
    }

    private boolean awaitChange(long seen, long deadline) {
        lock.lock();
        try {
            long left = deadline - System.nanoTime();
            while (version == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
            return left > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
