package io.quarkiverse.eventstream.it;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A payload that is a class, with inherited and own properties, lists, maps and other classes, one of which only a setter uses.
 */
public class CustomerMoved extends CustomerEvent {

    private List<Address> addresses;
    private Map<String, Address> byUse;
    private Instant since;
    private Optional<Reason> reason = Optional.empty();
    private String agent;

    public List<Address> getAddresses() {
        return addresses;
    }

    public void setAddresses(List<Address> addresses) {
        this.addresses = addresses;
    }

    public Map<String, Address> getByUse() {
        return byUse;
    }

    public void setByUse(Map<String, Address> byUse) {
        this.byUse = byUse;
    }

    public Instant getSince() {
        return since;
    }

    public void setSince(Instant since) {
        this.since = since;
    }

    public Optional<Reason> getReason() {
        return reason;
    }

    public void setReason(Optional<Reason> reason) {
        this.reason = reason;
    }

    public String getAgent() {
        return agent;
    }

    public void setAgent(Person person) {
        agent = person.firstName() + " " + person.lastName();
    }

    public record Person(String firstName, String lastName) {}

    public enum Reason {
        WORK, FAMILY
    }

    public static class Address {

        private String city;

        public String getCity() {
            return city;
        }

        public void setCity(String city) {
            this.city = city;
        }
    }
}
