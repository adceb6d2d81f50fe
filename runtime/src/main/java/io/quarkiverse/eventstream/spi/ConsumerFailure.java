package io.quarkiverse.eventstream.spi;

/**
 * Why a consumer ended.
 *
 * @param cause what the client threw
 * @param remedy what happened, where, and what somebody has to do; null where nothing but patience is needed
 */
public record ConsumerFailure(Throwable cause, String remedy) {

    /**
     * Whether it may pass by itself.
     *
     * @return false if there is a remedy
     */
    public boolean isTransient() {
        return remedy == null;
    }
}
