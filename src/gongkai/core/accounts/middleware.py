"""No page of the desk without a second factor, where the organ or the installation asks for one."""


class SecondFactorMiddleware:
    """Hand the request on."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)
