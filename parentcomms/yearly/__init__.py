"""The yearly reminder of what an adult answered about pictures (policy 10.1.2, UK GDPR Art 7).

In a month the school picks, everybody whose answers stand is told where they can look at them:
nothing to do if they are right, one tap to change. Once in a school year, derived from dates; on
paper for those without e-mail. Nobody is asked anything: that is the consent request.
"""
