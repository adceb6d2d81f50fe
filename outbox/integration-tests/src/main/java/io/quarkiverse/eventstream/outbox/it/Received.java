package io.quarkiverse.eventstream.outbox.it;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.inject.Singleton;

/** The numbers of the orders of all events that were received, by topic. */
@Singleton
public class Received {

    private final Map<String, List<String>> numbers = new ConcurrentHashMap<>();

    void add(String topic, String number) {
        numbers.computeIfAbsent(topic, absent -> new CopyOnWriteArrayList<>()).add(number);
    }

    List<String> of(String topic) {
        return numbers.getOrDefault(topic, List.of());
    }
}
