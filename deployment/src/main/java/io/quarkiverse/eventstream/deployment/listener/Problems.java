package io.quarkiverse.eventstream.deployment.listener;

import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with listeners: each problem a rule, a place and a remedy.
 */
final class Problems {

    private final List<String> messages = new ArrayList<>();

    /**
     * Adds a problem.
     *
     * @param rule what holds for {@code @OnEvent}, or for a method that carries it
     * @param listener where it is broken
     * @param remedy what to do
     */
    void add(String rule, OnEventBuildItem listener, String remedy) {
        add("@OnEvent " + rule + ": " + listener.place() + ". " + remedy);
    }

    /** A problem in a sentence of its own: rule, place and remedy. */
    void add(String message) {
        messages.add(message);
    }

    int count() {
        return messages.size();
    }

    List<String> messages() {
        return messages;
    }
}
