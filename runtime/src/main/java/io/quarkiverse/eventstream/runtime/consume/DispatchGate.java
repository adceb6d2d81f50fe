package io.quarkiverse.eventstream.runtime.consume;

import java.time.Duration;

/**
 * Says whether fetched records may be dispatched at the moment: in dev mode, what handles them may have to be compiled first. Thread-safe.
 */
public interface DispatchGate {

    /** Always open: nothing holds records back, and nothing opens. */
    DispatchGate NONE = new DispatchGate() {

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean opensWithin(Duration patience) {
            return true;
        }

        @Override
        public long openings() {
            return 0;
        }

        @Override
        public void add(Runnable opened) {}

        @Override
        public void remove(Runnable opened) {}
    };

    /**
     * Whether records may be dispatched. If not, it is found out whether they may be; the method does not wait for that.
     *
     * @return false if those who are to be called when it opens are going to be
     */
    boolean isOpen();

    /**
     * The same, except that it waits a little.
     *
     * @param patience for how long
     * @return whether records may be dispatched by then
     */
    boolean opensWithin(Duration patience);

    /**
     * How often it has opened: who comes back too late for one opening need not wait for the next.
     *
     * @return grows
     */
    long openings();

    /**
     * Adds what is called when it has opened.
     *
     * @param opened called on any thread; must not block
     */
    void add(Runnable opened);

    /**
     * Takes away what was added.
     *
     * @param opened what was added
     */
    void remove(Runnable opened);
}
