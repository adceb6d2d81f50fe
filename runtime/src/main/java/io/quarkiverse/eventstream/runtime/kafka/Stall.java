package io.quarkiverse.eventstream.runtime.kafka;

/** Notices that there are records of which none was written for two checks. One thread checks; any may note progress. */
final class Stall {

    /** The result of a check. */
    enum Finding {
        /** A record was written since the last check. */
        PROGRESS,
        /** There are records, and none was written since the check before the last one. */
        STALLED,
        /** Neither. */
        NONE
    }

    private volatile boolean progressed;
    /** Only for the thread that checks. */
    private boolean suspected;

    /** A record was written. */
    void noteProgress() {
        // Reading first keeps the cache line shared.
        if (!progressed) {
            progressed = true;
        }
    }

    Finding check(boolean hasRecords) {
        if (progressed) {
            progressed = false;
            suspected = false;
            return Finding.PROGRESS;
        }
        boolean suspectedBefore = suspected;
        suspected = hasRecords;
        return suspected && suspectedBefore ? Finding.STALLED : Finding.NONE;
    }
}
