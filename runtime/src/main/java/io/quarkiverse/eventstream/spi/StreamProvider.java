package io.quarkiverse.eventstream.spi;

/**
 * A kind of stream, such as {@code kafka} or {@code stdout}. A CDI bean; the property {@code quarkus.eventstream.stream} selects it by
 * its name. An application may have several streams of one provider.
 */
public interface StreamProvider {

    /**
     * The value of {@code quarkus.eventstream.stream} that selects this provider.
     *
     * @return a lower-case word, unique among all providers of the application; always the same
     */
    String name();

    /**
     * Opens a stream. Called when the stream is first used, most often when the application starts, and on any thread. Must not wait
     * for a remote party: the application starts while a broker is away.
     *
     * @param settings the name and the configuration of the stream
     * @return the open stream; a new one for each call
     * @throws io.quarkiverse.eventstream.EventStreamException if the settings are not valid; the message names the property, the problem
     *         and the remedy, and the start of the application fails with it
     */
    StreamConnection open(StreamSettings settings);
}
