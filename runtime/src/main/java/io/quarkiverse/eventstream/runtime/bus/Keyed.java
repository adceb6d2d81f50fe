package io.quarkiverse.eventstream.runtime.bus;

/**
 * A group of properties with its configuration key, for messages.
 *
 * @param prefix the key, without the property
 * @param config the values
 * @param <C> the type of the group
 */
record Keyed<C>(String prefix, C config) {

    /** The key of a property of the group. */
    String key(String property) {
        return prefix + "." + property;
    }
}
