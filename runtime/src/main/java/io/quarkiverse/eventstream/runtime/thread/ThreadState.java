package io.quarkiverse.eventstream.runtime.thread;

import java.util.Map;

import org.jboss.logging.MDC;
import org.jboss.logging.NDC;

/**
 * The state of a thread that must not leak from one piece of user code to the next on the same thread: the interrupt flag, the context class
 * loader, and the diagnostic contexts of the log.
 */
public final class ThreadState {

    private final Thread thread;
    private final ClassLoader loader;
    private final int ndcDepth;

    private ThreadState(Thread thread) {
        this.thread = thread;
        this.loader = thread.getContextClassLoader();
        this.ndcDepth = NDC.getDepth();
    }

    /**
     * User code is about to run on this thread, in a Vert.x context of its own, which has its MDC.
     *
     * @return the state to {@linkplain #leave() restore} on the same thread
     */
    public static ThreadState enter() {
        // An interrupt was meant for the code that ran here before.
        Thread.interrupted();
        return new ThreadState(Thread.currentThread());
    }

    /** The user code has returned. */
    public void leave() {
        Thread.interrupted();
        if (thread.getContextClassLoader() != loader) {
            thread.setContextClassLoader(loader);
        }
        if (NDC.getDepth() > ndcDepth) {
            NDC.setMaxDepth(ndcDepth);
        }
    }

    /** Runs user code on this thread, outside of any Vert.x context. */
    static void isolate(Runnable userCode) {
        ThreadState state = enter();
        Map<String, Object> mdc = MDC.getMap();
        try {
            userCode.run();
        } finally {
            state.leave();
            if (!MDC.getMap().equals(mdc)) {
                MDC.clear();
                mdc.forEach(MDC::put);
            }
        }
    }
}
