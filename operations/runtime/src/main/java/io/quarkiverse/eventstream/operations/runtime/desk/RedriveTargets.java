package io.quarkiverse.eventstream.operations.runtime.desk;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.quarkiverse.eventstream.operations.RedriveOptions;
import io.quarkiverse.eventstream.operations.RedriveRefusal;
import io.quarkiverse.eventstream.operations.runtime.letter.LetterRecord;
import io.quarkiverse.eventstream.spi.Registration;

/** Decides which listener gets a letter, or why none can. Immutable. */
final class RedriveTargets {

    /** The outcome. */
    sealed interface Decision permits Target, Refused {}

    /** @param group the full group */
    record Target(String listener, String group) implements Decision {}

    record Refused(RedriveRefusal reason) implements Decision {}

    private final DeskStream stream;
    private final RedriveOptions options;
    private final List<Registration> listeners;
    private final Set<String> ownGroups;

    /** With the listeners that are registered now. */
    RedriveTargets(DeskStream stream, RedriveOptions options) {
        this.stream = stream;
        this.options = options;
        this.listeners = stream.listeners().get();
        this.ownGroups = stream.groups();
    }

    Decision decide(LetterRecord letter) {
        if (letter.redrives() >= stream.maxRedrives()) {
            return new Refused(RedriveRefusal.TOO_OFTEN);
        }
        if (letter.isReference() && options.editedValue().isEmpty()) {
            return new Refused(RedriveRefusal.NO_VALUE);
        }
        String listener = letter.listener() != null ? letter.listener() : options.listener().orElse(null);
        if (listener == null) {
            return new Refused(RedriveRefusal.NO_LISTENER);
        }
        String group = letter.group() != null ? letter.group() : assumedGroup(letter, listener);
        if (group == null) {
            return new Refused(RedriveRefusal.NO_GROUP);
        }
        return ownGroups.contains(group) && listeners.stream()
                .noneMatch(known -> known.id().equals(listener) && group.equals(known.fullGroup()))
                        ? new Refused(RedriveRefusal.UNKNOWN_LISTENER)
                        : new Target(listener, group);
    }

    /** For letters that don't name a group, of which those of earlier versions may have one. */
    private String assumedGroup(LetterRecord letter, String listener) {
        if (letter.tellsGroup()) {
            return null;
        }
        Optional<Registration> known = listeners.stream().filter(each -> each.id().equals(listener)).findFirst();
        if (letter.listener() != null && known.isPresent()) {
            return known.get().fullGroup();
        }
        return options.listener().filter(listener::equals).flatMap(same -> options.group()).map(stream.names()::fullGroup)
                .orElse(null);
    }
}
