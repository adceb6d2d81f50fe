package io.quarkiverse.eventstream.it;

/** What events of customers have in common. */
public abstract class CustomerEvent {

    private long customerId;

    public long getCustomerId() {
        return customerId;
    }

    public void setCustomerId(long customerId) {
        this.customerId = customerId;
    }
}
