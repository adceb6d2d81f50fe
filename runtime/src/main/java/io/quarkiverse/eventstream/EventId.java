package io.quarkiverse.eventstream;

import java.util.HexFormat;
import java.util.UUID;

/** The id of an event that its publisher gives none. */
final class EventId {

    private static final HexFormat HEX = HexFormat.of();

    private EventId() {}

    /** A UUID v4 in lower case without hyphens. */
    static String random() {
        UUID id = UUID.randomUUID();
        return HEX.toHexDigits(id.getMostSignificantBits()) + HEX.toHexDigits(id.getLeastSignificantBits());
    }
}
