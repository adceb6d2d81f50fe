package io.quarkiverse.eventstream.runtime.observe;

import java.util.Locale;

/**
 * Why a consumer could not go on where it was.
 */
public enum LostPosition {

    /** The broker has deleted what was there, since it was too old or too much. */
    EXPIRED,
    /** The broker has lost what was there, and some of what was read before. */
    TRUNCATED,
    /** The partition ends before, and nothing tells why. */
    BEYOND_END,
    /** The topic was deleted, and there is another of the same name. */
    RECREATED;

    /** The reason as meters have it. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
