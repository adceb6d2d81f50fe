package io.quarkiverse.eventstream.runtime.bus;

/**
 * What a group of properties says, and the key that it is under, for messages.
 *
 * @param prefix the key, without the property
 * @param config what it says
 * @param <C> of which kind
 */
record Keyed<C>(String prefix, C config) {

    /** The key of a property of the group. */
    String key(String property) {
        return prefix + "." + property;
    }
}
