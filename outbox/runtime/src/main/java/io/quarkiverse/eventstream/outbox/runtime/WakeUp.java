package io.quarkiverse.eventstream.outbox.runtime;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the thread of the relay: signals before and during a wait count once. Thread-safe. */
final class WakeUp {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition signalled = lock.newCondition();
    private boolean pending;

    void signal() {
        lock.lock();
        try {
            pending = true;
            signalled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a signal, or for the time. An interrupt ends the wait, too, and is cleared: only a stop ends the relay. */
    void await(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (!pending && left > 0) {
                left = signalled.awaitNanos(left);
            }
            pending = false;
        } catch (InterruptedException e) {
            pending = false;
        } finally {
            lock.unlock();
        }
    }
}
