"""Staff come in as they come into everything else: the school's own Microsoft or Google account.

OpenID Connect with PKCE, state and nonce. Whoever is known by subject comes in; the first time by a
verified e-mail address. Groups may give roles. Nobody gets an account unless a group says so.
"""
