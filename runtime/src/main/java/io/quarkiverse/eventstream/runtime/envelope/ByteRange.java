package io.quarkiverse.eventstream.runtime.envelope;

/**
 * Where in a record's value a JSON value stands.
 *
 * @param start the position of its first byte
 * @param end the position after its last byte
 */
record ByteRange(int start, int end) {

    int length() {
        return end - start;
    }
}
