package io.quarkiverse.eventstream.runtime.observe;

import java.util.Locale;

/**
 * Why the position of a consumer does not exist any more.
 */
public enum LostPosition {

    /** The broker has deleted the records, because of the retention time or size. */
    EXPIRED,
    /** The log was truncated, by an unclean leader election for instance. */
    TRUNCATED,
    /** The position is beyond the end of the partition, for an unknown reason. */
    BEYOND_END,
    /** The topic was deleted and created again. */
    RECREATED;

    /** The value of the tag of meters. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
