package io.quarkiverse.eventstream.deployment.listener;

import java.util.ArrayList;
import java.util.List;

/**
 * The problems of listeners, each with a rule, the method and a remedy.
 */
final class Problems {

    private final List<String> messages = new ArrayList<>();

    /**
     * Adds a problem.
     *
     * @param rule the broken rule, in words that follow {@code @OnEvent}
     */
    void add(String rule, OnEventBuildItem listener, String remedy) {
        add("@OnEvent " + rule + ": " + listener.place() + ". " + remedy);
    }

    /** Adds a problem in a complete sentence with rule, method and remedy. */
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
