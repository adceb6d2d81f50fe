package io.quarkiverse.eventstream.runtime.kafka;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * Why a consumer ended, in words for whoever can help. What has to be put right by somebody is told apart from what passes.
 *
 * @param cause what the client threw
 * @param remedy what somebody has to do; null where nothing but patience is needed
 */
record ConsumerFailure(Throwable cause, String remedy) {

    static ConsumerFailure of(Throwable cause) {
        return new ConsumerFailure(cause, remedyFor(cause));
    }

    private static String remedyFor(Throwable cause) {
        if (cause instanceof AuthenticationException) {
            return "The broker does not accept who this service says it is. Check user and password, or the certificate";
        }
        if (cause instanceof TopicAuthorizationException denied) {
            return "This service may not read " + denied.unauthorizedTopics() + ". Allow it READ and DESCRIBE on the topic";
        }
        if (cause instanceof GroupAuthorizationException denied) {
            return "This service may not use the group " + denied.groupId() + ". Allow it READ on the group";
        }
        if (cause instanceof AuthorizationException) {
            return "This service may not do what it has to. Look at the access control lists of the broker";
        }
        if (cause instanceof FencedInstanceIdException) {
            return "Another member of the group has the same group.instance.id. Give each instance of the service its own";
        }
        return null;
    }

    boolean isTransient() {
        return remedy == null;
    }

    @Override
    public String toString() {
        return (isTransient() ? "" : remedy + ": ") + cause.getClass().getSimpleName()
                + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }
}
