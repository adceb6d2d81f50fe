package io.quarkiverse.eventstream.test;

import java.util.Objects;

import io.quarkiverse.eventstream.test.assertion.Question;
import io.quarkiverse.eventstream.test.observed.PublishedEvent;

/**
 * An assertion about events that the application has published: those that the broker has acknowledged, or that the outbox has stored, sent
 * or rolled back. An event with several topics counts once for each.
 */
public final class PublishedAssertion extends EventAssertion<PublishedAssertion, PublishedEvent> {

    PublishedAssertion(Question<PublishedEvent> question) {
        super(question);
    }

    @Override
    PublishedAssertion with(Question<PublishedEvent> changed) {
        return new PublishedAssertion(changed);
    }

    /**
     * Only events to a topic.
     *
     * @param topic the topic, with or without the prefix; not null
     * @return the assertion about these
     */
    public PublishedAssertion to(String topic) {
        return with(question().topic("to", Objects.requireNonNull(topic, "topic")));
    }
}
