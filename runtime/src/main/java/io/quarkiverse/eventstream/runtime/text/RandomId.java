package io.quarkiverse.eventstream.runtime.text;

import java.util.HexFormat;
import java.util.UUID;

/** The id of an event that its publisher gives none. */
public final class RandomId {

    private static final HexFormat HEX = HexFormat.of();

    private RandomId() {}

    /** A UUID v4 in lower case without hyphens. */
    public static String next() {
        UUID id = UUID.randomUUID();
        return HEX.toHexDigits(id.getMostSignificantBits()) + HEX.toHexDigits(id.getLeastSignificantBits());
    }
}
