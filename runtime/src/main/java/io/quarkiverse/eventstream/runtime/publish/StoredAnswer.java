package io.quarkiverse.eventstream.runtime.publish;

import io.quarkiverse.eventstream.PublishReceipt.WrittenRecord;
import io.quarkiverse.eventstream.spi.SendCallback;
import io.quarkiverse.eventstream.spi.StoreCallback;

/**
 * The answer of a topic whose record goes through the outbox. The record may be sent before the thread that has committed it says so: the
 * publication hears of both in order.
 */
final class StoredAnswer implements StoreCallback {

    private final Publication publication;
    private final int topic;
    private final SendCallback answer;
    private boolean stored;

    StoredAnswer(Publication publication, int topic, SendCallback answer) {
        this.publication = publication;
        this.topic = topic;
        this.answer = answer;
    }

    @Override
    public synchronized void stored() {
        if (!stored) {
            stored = true;
            publication.stored(topic);
        }
    }

    @Override
    public void completed(WrittenRecord written, Throwable error) {
        if (error == null) {
            stored();
        }
        answer.completed(written, error);
    }
}
