package io.quarkiverse.eventstream.deployment.test.devmode;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

import org.jboss.logging.Logger;

import io.quarkus.smallrye.reactivemessaging.runtime.devmode.DevModeSupportConnectorFactory;

/** Logs the connectors that Quarkus's own live reload of messages covers. */
@Interceptor
@DevModeSupportConnectorFactory
@Priority(Interceptor.Priority.APPLICATION)
public class ReloadWithinInvocations {

    private static final Logger LOG = Logger.getLogger(ReloadWithinInvocations.class);

    @AroundInvoke
    Object logConnector(InvocationContext context) throws Exception {
        LOG.infof("Messages of %s are held during a reload", context.getTarget());
        return context.proceed();
    }
}
