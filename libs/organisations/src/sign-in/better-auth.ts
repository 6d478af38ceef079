import { createHmac } from 'node:crypto';
import { hashToken, type Config } from '@bijeen/platform';
import { betterAuth } from 'better-auth';
import { magicLink } from 'better-auth/plugins';
import type { Pool } from 'pg';
import { hashPassword, verifyPassword } from './passwords.js';
import { sessionCookieName } from './sign-in-names.js';

const MINUTE = 60;
/** A session dies after this long without a request (R26). */
const IDLE = 30 * MINUTE;

const names = {
  user: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
  session: { userId: 'user_id', expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at', ipAddress: 'ip_address', userAgent: 'user_agent' },
  verification: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
  account: {
    userId: 'user_id', accountId: 'account_id', providerId: 'provider_id', accessToken: 'access_token', refreshToken: 'refresh_token', idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at', refreshTokenExpiresAt: 'refresh_token_expires_at', createdAt: 'created_at', updatedAt: 'updated_at',
  },
};

/**
 * better-auth, without its own routes: our pages call its API. It never signs anybody up, sends nothing, phones nobody, and keeps
 * neither IP address nor browser of a session. Links and passwords are checked by it; who may do what is not its business.
 */
export function createAuth(config: Config, pool: Pool) {
  return betterAuth({
    database: pool,
    secret: createHmac('sha256', config.secretKey).update('sessions').digest('hex'),
    baseURL: config.publicUrl,
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    user: { modelName: 'app_user', fields: names.user },
    account: { fields: names.account },
    verification: { fields: names.verification },
    session: {
      fields: names.session,
      expiresIn: IDLE,
      updateAge: MINUTE,
      additionalFields: {
        proof: { type: 'string', required: false, input: false },
        activeOrganisationId: { type: 'string', required: false, input: false, fieldName: 'active_organisation_id' },
      },
    },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 400, password: { hash: hashPassword, verify: verifyPassword } },
    plugins: [
      magicLink({
        disableSignUp: true,
        storeToken: { type: 'custom-hasher', hash: async (token) => hashToken(token).toString('hex') },
        sendMagicLink: () => {
          throw new Error('Links are made and mailed by SignInLinks.');
        },
      }),
    ],
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => ({ data: { ...session, ipAddress: null, userAgent: null, proof: context?.path === '/sign-in/email' ? 'password' : 'link' } }),
        },
      },
    },
    advanced: {
      cookies: { session_token: { name: sessionCookieName(config) } },
      useSecureCookies: false,
      defaultCookieAttributes: { secure: config.secure, httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { disableIpTracking: true },
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;
