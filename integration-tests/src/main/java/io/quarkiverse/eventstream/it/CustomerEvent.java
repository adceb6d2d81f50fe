package io.quarkiverse.eventstream.it;

/** The base class of events about customers. */
public abstract class CustomerEvent {

    private long customerId;

    public long getCustomerId() {
        return customerId;
    }

    public void setCustomerId(long customerId) {
        this.customerId = customerId;
    }
}
