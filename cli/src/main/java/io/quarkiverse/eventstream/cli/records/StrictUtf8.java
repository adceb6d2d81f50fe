package io.quarkiverse.eventstream.cli.records;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict decoding of UTF-8. */
public final class StrictUtf8 {

    private StrictUtf8() {}

    /**
     * Decodes without replacement characters.
     *
     * @param bytes any bytes; not null
     * @return null if they are not UTF-8
     */
    public static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
