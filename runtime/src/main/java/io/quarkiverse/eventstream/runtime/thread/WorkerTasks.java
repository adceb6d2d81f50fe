package io.quarkiverse.eventstream.runtime.thread;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jboss.logging.Logger;

/**
 * Runs tasks on the threads of a pool, and wakes as few of them as will do, since to wake a thread may cost more than a short
 * task: a thread that is awake takes one task after the other, and only if it leaves some behind when it begins does it wake the
 * next. So a flood of short tasks is run by a handful of threads, and tasks that block get as many as there are.
 * <p>
 * What a task adds, its own thread runs next. That would take too long if the task then blocked, so it tells from where to where
 * it {@linkplain #mayBlock may}: meanwhile nothing waits for its thread. Thread-safe.
 */
final class WorkerTasks implements Executor {

    private static final Logger LOG = Logger.getLogger(WorkerTasks.class);
    /** After so many tasks a thread goes back to its pool, which others use too. */
    private static final int MAX_TASKS_IN_TURN = 64;

    private final Executor pool;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** Whether a thread was woken that has not begun yet: it will look after all tasks that have been added until then. */
    private final AtomicBoolean waking = new AtomicBoolean();
    /** Whether the pool failed when a thread was to be woken. */
    private volatile boolean starved;
    private final ThreadLocal<Turn> turn = new ThreadLocal<>();

    /**
     * On top of a pool.
     *
     * @param pool runs each task that it is given, now or later
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

    /** The running task may block from here on. On a thread that runs none, nothing happens. */
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
                // The tasks are there, and whoever gave them must not be told otherwise.
                starved = true;
                // Or nobody would ever be woken again.
                waking.set(false);
                LOG.error("No worker thread is available. Retrying", e);
            }
        }
    }

    /** Tries again to get a thread, where none could be had. */
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

        /** Keeps a task to be run next; false if it has to be for another thread. */
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
