package dev.socle.messaging.oncrpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which version of which program of ONC RPC a service interface is.
 *
 * <p><b>Source:</b> RFC 5531, section 8.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface RpcProgram {

    /** The number, as an unsigned int; 0x20000000 to 0x3FFFFFFF are for everybody's own programs. */
    int number();

    /** The version, as an unsigned int. */
    int version();
}
