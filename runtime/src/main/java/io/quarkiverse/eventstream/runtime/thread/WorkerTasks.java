package io.quarkiverse.eventstream.runtime.thread;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jboss.logging.Logger;

/**
 * Runs tasks on the threads of a pool, and wakes as few threads as possible, because waking a thread may cost more than a short task. An
 * active thread takes one task after the other; when it starts, it wakes the next thread only if more tasks wait. So a few threads run many
 * short tasks, and blocking tasks get all threads of the pool.
 * <p>
 * A task that another task adds is kept for the same thread. The running task says when it {@linkplain #mayBlock may block}; then the kept
 * task goes to another thread. Thread-safe.
 */
final class WorkerTasks implements Executor {

    private static final Logger LOG = Logger.getLogger(WorkerTasks.class);
    /** After this number of tasks, a thread returns to the pool, which the application uses as well. */
    private static final int MAX_TASKS_IN_TURN = 64;

    private final Executor pool;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** Whether a woken thread has not begun yet: it will see all tasks that were added before it begins. */
    private final AtomicBoolean waking = new AtomicBoolean();
    /** Whether the pool failed to run a thread. */
    private volatile boolean starved;
    private final ThreadLocal<Turn> turn = new ThreadLocal<>();

    /**
     * Has no tasks yet.
     *
     * @param pool runs each task, now or later
     */
    WorkerTasks(Executor pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        Turn mine = turn.get();
        if (mine == null || !mine.keep(task)) {
            add(task);
        }
    }

    /** The running task may block from here on. Does nothing on other threads. */
    void mayBlock() {
        Turn mine = turn.get();
        if (mine != null) {
            mine.keeps = false;
            mine.giveAway();
        }
    }

    /** The running task won't block any more. */
    void returnFromBlocking() {
        Turn mine = turn.get();
        if (mine != null) {
            mine.keeps = true;
        }
    }

    private void add(Runnable task) {
        tasks.add(task);
        wakeOne();
    }

    private void wakeOne() {
        if (!waking.get() && waking.compareAndSet(false, true)) {
            try {
                pool.execute(this::takeTurn);
            } catch (Throwable e) {
                // The tasks are queued: the caller must not get an exception.
                starved = true;
                // Else no thread would be woken any more.
                waking.set(false);
                LOG.error("No worker thread is available. Retrying", e);
            }
        }
    }

    /** Requests a thread again after the pool has failed. */
    void wakeIfStarved() {
        if (starved) {
            starved = false;
            if (!tasks.isEmpty()) {
                wakeOne();
            }
        }
    }

    private void takeTurn() {
        Turn outer = turn.get();
        Turn mine = new Turn();
        turn.set(mine);
        waking.set(false);
        try {
            mine.run();
        } finally {
            mine.giveAway();
            turn.set(outer);
            if (!tasks.isEmpty()) {
                wakeOne();
            }
        }
    }

    /** A thread's turn. Confined to that thread. */
    private final class Turn {

        private Runnable kept;
        private boolean keeps = true;

        /** Keeps a task for this thread; false if another thread has to run it. */
        boolean keep(Runnable task) {
            if (!keeps || kept != null) {
                return false;
            }
            kept = task;
            return true;
        }

        void giveAway() {
            Runnable task = kept;
            if (task != null) {
                kept = null;
                add(task);
            }
        }

        void run() {
            Runnable task = tasks.poll();
            if (!tasks.isEmpty()) {
                wakeOne();
            }
            for (int count = 1; task != null; count++) {
                task.run();
                keeps = true;
                task = count < MAX_TASKS_IN_TURN ? next() : null;
            }
        }

        private Runnable next() {
            Runnable task = kept;
            kept = null;
            return task == null ? tasks.poll() : task;
        }
    }
}
