package io.quarkiverse.eventstream.runtime.observe;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import io.quarkiverse.eventstream.runtime.log.InvocationFailure;
import io.quarkiverse.eventstream.runtime.log.ThrottledLog;

/**
 * Isolates a stream from the failures of its observers. They run code of the application, such as span processors and meter filters; an
 * exception or error of such code must not lose an event, an answer or a thread.
 */
final class Fence {

    private static final ThrottledLog LOG = new ThrottledLog(Logger.getLogger(Fence.class), Level.WARN, Duration.ofSeconds(10));

    private Fence() {}

    static void run(Runnable observation) {
        try {
            observation.run();
        } catch (Throwable e) {
            LOG.log("An observer of a stream failed; the stream continues: " + new InvocationFailure(e));
        }
    }

    static <T> T get(Supplier<T> observation, T otherwise) {
        try {
            return observation.get();
        } catch (Throwable e) {
            LOG.log("An observer of a stream failed; the stream continues without it: " + new InvocationFailure(e));
            return otherwise;
        }
    }

    /** Begins the observers in order, and ends them in reverse order. A failed one is left out. */
    static <O> Consumer<Throwable> begin(List<O> observers, Function<O, Consumer<Throwable>> begin) {
        Consumer<Throwable> ends = failure -> {};
        for (O observer : observers) {
            Consumer<Throwable> end = get(() -> begin.apply(observer), null);
            if (end != null) {
                Consumer<Throwable> before = ends;
                ends = failure -> {
                    run(() -> end.accept(failure));
                    before.accept(failure);
                };
            }
        }
        return ends;
    }

    /** Nests the contexts of all observers. The work runs exactly once, even if some of them fail. */
    static <O> Consumer<Runnable> within(List<O> observers, Function<O, Consumer<Runnable>> context) {
        Consumer<Runnable> all = Runnable::run;
        for (O observer : observers) {
            Consumer<Runnable> inner = get(() -> context.apply(observer), null);
            if (inner != null) {
                Consumer<Runnable> outer = all;
                all = work -> outer.accept(() -> inOrWithout(inner, work));
            }
        }
        return all;
    }

    private static void inOrWithout(Consumer<Runnable> context, Runnable work) {
        AtomicBoolean begun = new AtomicBoolean();
        run(() -> context.accept(() -> {
            begun.set(true);
            work.run();
        }));
        if (!begun.get()) {
            work.run();
        }
    }
}
