package io.quarkiverse.eventstream.runtime.dev.ui;

import java.util.Locale;

/**
 * Which records of a topic a page shows: those whose name, namespace and key contain these texts, in any case. Empty texts select all.
 */
record TailFilter(String name, String namespace, String key) {

    static TailFilter of(String name, String namespace, String key) {
        return new TailFilter(lowerCase(name), lowerCase(namespace), lowerCase(key));
    }

    private static String lowerCase(String text) {
        return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    }

    boolean selects(RecordView record) {
        return contains(record.name(), name) && contains(record.namespace(), namespace) && contains(record.key(), key);
    }

    private static boolean contains(String value, String wanted) {
        return wanted.isEmpty() || value.toLowerCase(Locale.ROOT).contains(wanted);
    }
}
