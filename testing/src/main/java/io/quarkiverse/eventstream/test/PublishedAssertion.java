package io.quarkiverse.eventstream.test;

import java.util.Objects;

import io.quarkiverse.eventstream.test.assertion.Question;

/**
 * An assertion about events that the application has published: those that their topic has acknowledged. An event that goes to
 * several topics is there once for each.
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
     * @param topic the topic, without the prefix; the full name is understood, too; not null
     * @return the assertion about these
     */
    public PublishedAssertion to(String topic) {
        return with(question().topic("to", Objects.requireNonNull(topic, "topic")));
    }
}
